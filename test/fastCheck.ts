import fc from 'fast-check';

/**
 * fast-check, which in `npm test` tries the same cases every time: what passes here passes for
 * everybody. `npm run test:full` tries others with each run.
 */
if (process.env.LOCKT_RUNS === undefined) fc.configureGlobal({ seed: 1 });

export default fc;
