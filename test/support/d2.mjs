// Compiles the D2 text on stdin and writes how many objects it has. In a process of its own: the library's worker does not end by itself.
import { text } from 'node:stream/consumers';
import { D2 } from '@terrastruct/d2';

const { graph } = await new D2().compile(await text(process.stdin));
process.stdout.write(String(graph.objects.length), () => process.exit(0));
