/** A TCP proxy on loopback that delays each direction by half of a round trip, as a distant cluster does. It does not limit the rate. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface DelayProxy {
  port: number;
  /** Connections so far. */
  connections: number;
  close: () => void;
}

/** Listens on a free port and forwards to `port`; a connection is open after one round trip, as with TCP. */
export async function delayProxy(port: number, roundTripMs: number): Promise<DelayProxy> {
  const sockets = new Set<Socket>();
  const state: DelayProxy = { port: 0, connections: 0, close: () => undefined };
  const server = createServer((near) => {
    state.connections++;
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    }
    // The kernel accepts at once: the first bytes wait for the handshake, too.
    forward(near, far, roundTripMs / 2, Date.now() + roundTripMs);
    forward(far, near, roundTripMs / 2, 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.port = (server.address() as AddressInfo).port;
  state.close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return state;
}

/** All chunks keep their order: each waits for the one before. */
function forward(from: Socket, to: Socket, delay: number, notBefore: number): void {
  if (delay === 0) {
    from.pipe(to);
    return;
  }
  const later = (send: () => void) => setTimeout(send, delay + Math.max(0, notBefore - Date.now()));
  from.on('data', (chunk) => later(() => !to.destroyed && to.write(chunk)));
  from.once('close', () => later(() => to.end()));
}
