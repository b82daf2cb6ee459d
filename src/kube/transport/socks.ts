import { isIP } from 'node:net';
import type { Socket } from 'node:net';

const REPLIES: Readonly<Record<number, string>> = {
  1: 'general failure',
  2: 'not allowed by its rules',
  3: 'network unreachable',
  4: 'host unreachable',
  5: 'connection refused',
  6: 'time to live expired',
};

/** SOCKS 5 CONNECT (RFC 1928, user and password by RFC 1929) on an open connection to the proxy. The proxy resolves the name. */
export async function socksTunnel(
  socket: Socket,
  target: { host: string; port: number },
  { user, password }: { user: string; password: string },
): Promise<void> {
  const read = reader(socket);
  socket.write(user ? Buffer.from([5, 2, 0, 2]) : Buffer.from([5, 1, 0]));
  const [version, method] = await read(2);
  if (version !== 5) throw socksError('it does not support SOCKS 5');
  if (method === 2) {
    const [name, secret] = [Buffer.from(user), Buffer.from(password)];
    socket.write(Buffer.concat([Buffer.from([1, name.length]), name, Buffer.from([secret.length]), secret]));
    const [, status] = await read(2);
    if (status !== 0) throw socksError('it refused user and password');
  } else if (method !== 0) {
    throw socksError('it requires another authentication method');
  }
  socket.write(
    Buffer.concat([
      Buffer.from([5, 1, 0]),
      address(target.host),
      Buffer.from([target.port >> 8, target.port & 255]),
    ]),
  );
  const [, reply, , kind] = await read(4);
  if (reply !== 0) throw socksError(REPLIES[reply ?? 0] ?? `it responded with ${reply}`);
  const length = kind === 1 ? 4 : kind === 4 ? 16 : ((await read(1))[0] ?? 0);
  await read(length + 2);
  read.done();
}

function address(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from([1, ...host.split('.').map(Number)]);
  if (isIP(host) === 6) return Buffer.from([4, ...bytesOf(host)]);
  const name = Buffer.from(host);
  return Buffer.concat([Buffer.from([3, name.length]), name]);
}

/** The 16 bytes of an IPv6 address; `URL` writes a mapped IPv4 address as hexadecimal. */
function bytesOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left = '', right] = canonical.split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [head, tail] = [groups(left), groups(right ?? '')];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return [...head, ...zeros, ...tail].flatMap((group) => [group >> 8, group & 255]);
}

function socksError(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_PROXY' });
}

/** Reads exactly this many bytes; `done` returns the rest to the socket. */
function reader(socket: Socket) {
  const read = async (size: number): Promise<Buffer> => {
    for (;;) {
      const chunk = socket.read(size) as Buffer | null;
      if (chunk?.length === size) return chunk;
      if (chunk) throw socksError('it closed the connection');
      await new Promise<void>((resolve, reject) => {
        const settle = (error?: Error) => {
          socket.off('readable', onReadable).off('error', settle).off('end', onEnd);
          if (error) reject(error);
          else resolve();
        };
        const onReadable = () => settle();
        const onEnd = () => settle(socksError('it closed the connection'));
        socket.on('readable', onReadable).on('error', settle).on('end', onEnd);
      });
    }
  };
  return Object.assign(read, { done: () => void socket.removeAllListeners('readable') });
}
