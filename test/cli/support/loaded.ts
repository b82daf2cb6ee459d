/**
 * Modules that the commands load lazily and several at a time. Node refuses a module that two imports of a `node:vm` context request
 * at once ("is not in cache"), and jest runs tests in such a context, so it is loaded beforehand.
 */
import '../../../src/app/diff.ts';
import '../../../src/app/fleet/contexts.ts';
import '../../../src/app/fleet/merge.ts';
import '../../../src/app/fleet/run.ts';
import '../../../src/app/fleet/shard.ts';
import '../../../src/app/gate-inputs.ts';
import '../../../src/app/gate.ts';
import '../../../src/app/rbac.ts';
import '../../../src/app/report.ts';
import '../../../src/app/rules.ts';
import '../../../src/app/scan.ts';
import '../../../src/app/snapshot.ts';
import '../../../src/app/source.ts';
import '../../../src/app/waivers.ts';
import '../../../src/app/write.ts';
import '../../../src/collect/index.ts';
import '../../../src/documents/validator.ts';
import '../../../src/kube/index.ts';
import '../../../src/report/check-table.ts';
import '../../../src/report/data.ts';
import '../../../src/report/diff/index.ts';
import '../../../src/report/fleet/index.ts';
import '../../../src/report/fleet/list.ts';
import '../../../src/report/formats/index.ts';
import '../../../src/report/framework.ts';
import '../../../src/report/gaps.ts';
import '../../../src/report/overview.ts';
import '../../../src/report/page/page.ts';
import '../../../src/report/picture/formats.ts';
import '../../../src/report/sections.ts';
import '../../../src/report/table.ts';
import '../../../src/result/schema.generated.ts';
import '../../../src/snapshot/limit.ts';
import '../../../src/snapshot/read.ts';
