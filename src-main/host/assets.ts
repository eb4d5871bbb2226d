/**
 * The built renderer as answers to requests. Both hosts mount this one function.
 *
 * Invariant: only files that were in the folder at the start are ever served, by their exact path, from memory;
 * nothing in a request reaches the file system.
 */
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { contentSecurityPolicy, SECURITY_HEADERS } from './security-headers.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};
const NONCE_MARK = '__CSP_NONCE__';

export type AssetHandler = (method: string, path: string) => Response;

/** Reads the folder of the built renderer. `connect` goes into the policy of its page. */
export async function createAssetHandler(root: string, connect: readonly string[]): Promise<AssetHandler> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(root, path).split(sep).join('/')}`, await readFile(path));
  }
  return (method, path) => {
    if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Only GET.');
    const name = path === '/' ? '/index.html' : path;
    const body = files.get(name);
    if (!body) return plain(404, 'There is nothing here.');
    return name === '/index.html' ? page(body, connect) : asset(name, body);
  };
}

function page(body: Buffer, connect: readonly string[]): Response {
  const nonce = randomBytes(16).toString('base64url');
  return new Response(body.toString('utf8').replaceAll(NONCE_MARK, nonce), {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': TYPES['.html'] ?? '',
      'content-security-policy': contentSecurityPolicy(nonce, connect),
      'cache-control': 'no-store',
    },
  });
}

/** Built files carry a hash in their name, so they may be kept. */
function asset(name: string, body: Buffer): Response {
  return new Response(new Uint8Array(body), {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'cache-control': name.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
    },
  });
}

function plain(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
}
