// The recommended rules of redocly on a description of an API: `node tools/lint_api.mjs FILE`.
// The library and not its command, which asks the network for newer versions and wants Node 20.
import { createConfig, formatProblems, getTotals, lint } from '@redocly/openapi-core';

const config = await createConfig({ extends: ['recommended'] });
const problems = await lint({ ref: process.argv[2], config });
formatProblems(problems, { format: 'stylish', totals: getTotals(problems), version: '1' });
process.exitCode = problems.length ? 1 : 0; // a warning counts too
