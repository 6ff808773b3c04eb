const base = require('./jest.config.cjs');

/** A real n8n: minutes rather than seconds, one after the other. */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testTimeout: 15 * 60_000,
	maxWorkers: 1,
};
