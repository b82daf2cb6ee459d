// Compiles the D2 text on stdin and writes its number of objects. In a separate process: the library's worker does not exit by itself.
import { text } from 'node:stream/consumers';
import { D2 } from '@terrastruct/d2';

const { graph } = await new D2().compile(await text(process.stdin));
process.stdout.write(String(graph.objects.length), () => process.exit(0));
