/**
 * `npm run mutants`: changes the trigger's decisions one by one and looks whether a test notices.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
	mutate: ['nodes/Lockt/trigger/decisions/*.ts'],
	testRunner: 'jest',
	jest: { configFile: 'jest.mutants.config.cjs' },
	coverageAnalysis: 'perTest',
	tempDirName: 'coverage/mutants',
	reporters: ['clear-text', 'html', 'progress-append-only'],
	htmlReporter: { fileName: 'coverage/mutants.html' },
	clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
	thresholds: { high: 95, low: 90, break: 90 },
	concurrency: 2,
	timeoutMS: 20_000,
	ignorePatterns: ['dist', 'docs', 'demo', 'coverage'],
};
