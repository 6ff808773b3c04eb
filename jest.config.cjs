const { availableParallelism } = require('node:os');

/**
 * Whoever names files gets each by itself. Without a name those of a folder run together, which takes half as
 * long: n8n's packages are loaded once. Those called alone have a clock of their own, or measure.
 */
const isNamed = process.argv.slice(2).some((word) => !word.startsWith('-'));
const apart = ['{unit,emulator,engine,model}/**/*.test.ts'];
const together = ['*.test.ts', '{engine,model}/*.test.ts', 'unit/*.alone.test.ts'];

/** Unit, emulator and engine tests: the last run the package as `npm run build` left it in dist/. */
module.exports = {
	testEnvironment: 'node',
	// One more than there are cores for: stories of the engine wait for the network now and then.
	maxWorkers: availableParallelism() + 1,
	// Enough for a machine that does much else.
	testTimeout: 60_000,
	// What is looked up most: through the global object of a test it takes some ten times as long.
	// Whatever a package declares itself, or a test replaces, cannot be among them.
	sandboxInjectedGlobals: [
		...['Array', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'RegExp'],
		...['String', 'Symbol', 'isNaN', 'parseInt'],
	],
	roots: ['<rootDir>/test'],
	testMatch: (isNamed ? apart : together).map((files) => `<rootDir>/test/${files}`),
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
};
