const { availableParallelism } = require('node:os');

/** Unit, emulator and engine tests: the last run the package as `npm run build` left it in dist/. */
module.exports = {
	testEnvironment: 'node',
	// One more than there are cores for: stories of the engine wait for the network now and then.
	maxWorkers: availableParallelism() + 1,
	// Enough for a machine that does much else.
	testTimeout: 60_000,
	roots: ['<rootDir>/test'],
	testMatch: ['<rootDir>/test/{unit,emulator,engine,model}/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
};
