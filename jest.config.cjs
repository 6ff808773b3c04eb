/** Unit, emulator and engine tests: the last run the package as `npm run build` left it in dist/. */
module.exports = {
	testEnvironment: 'node',
	// By itself jest leaves one core to whoever watches: on two cores it would use but one.
	maxWorkers: '100%',
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
