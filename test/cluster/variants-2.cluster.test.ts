import { judgeVariants } from './lib/judge-variants.ts';

await judgeVariants(1);
