import { testAttempts } from './run.ts';

testAttempts(1);
