import { testAttempts } from './run.ts';

testAttempts(0);
