import { listItems } from '../../model/control-plane/testimony.ts';

/** RC4, 3DES, null and export ciphers; CBC; and RSA key exchange, which has no forward secrecy. */
const WEAK = /RC4|3DES|NULL|EXPORT|_CBC_|^TLS_RSA_WITH_/;

/** The weak ones among cipher suites by their IANA names, as `--tls-cipher-suites` lists them; empty for Go's own list. */
export function weakCiphers(list: string): string[] {
  return listItems(list).filter((name) => WEAK.test(name));
}
