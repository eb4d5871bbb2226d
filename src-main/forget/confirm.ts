/** Tells the server, signed with this desk's own key, that nothing of a person is left here. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { confirmationText } from '#shared/request/confirmation.ts';
import type { RequestServer } from '../request/remote.ts';
import type { DeskDatabase } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

/** True when the server took it; waits for a network. */
export type Confirming = (customerId: string) => Promise<boolean>;

const SETTING = 'deskKey';

export function confirming(
  database: DeskDatabase,
  { confirm }: Pick<RequestServer, 'confirm'>,
  clientId: string,
): Confirming {
  return async (customerId) => {
    const key = await deskKey(database);
    const text = confirmationText({ clientId, customerId });
    return confirm({
      clientId,
      customerId,
      publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
      signature: sign(null, Buffer.from(text), key).toString('base64'),
    });
  };
}

async function deskKey(database: DeskDatabase): Promise<KeyObject> {
  const known = await readSetting<string>(database, SETTING);
  if (known !== null) return createPrivateKey(known);
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeSetting(database, SETTING, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return privateKey;
}
