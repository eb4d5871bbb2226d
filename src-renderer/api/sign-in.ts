/** Sign-in, which goes through the system browser. */
import { api } from './client.ts';
import { isElectron } from './host.ts';

/** Where sign-in goes on, and whether a window for it was seen to open. */
export type SignInAttempt = { url: string; opened: boolean };

/**
 * Starts sign-in. Where the core cannot open a browser the page does: the window is opened within the click,
 * before the address is known, because a browser blocks one opened later. `begin` is the sign-in, or the one that shows anew who
 * sits here.
 */
export async function startSignIn(
  begin: () => Promise<SignInAttempt> = () => api.session.startSignIn(),
): Promise<SignInAttempt> {
  const popup = isElectron() ? null : window.open('about:blank', '_blank');
  try {
    const { url, opened } = await begin();
    if (opened) popup?.close();
    else if (popup) sendTo(popup, url);
    return { url, opened: opened || popup !== null };
  } catch (error) {
    popup?.close();
    throw error;
  }
}

function sendTo(popup: Window, url: string): void {
  popup.opener = null;
  popup.location.replace(url);
}
