/** Every check, sorted by id. The list is generated from the files (`npm run generate`). */
export { allChecks as catalogue } from './index.generated.ts';
