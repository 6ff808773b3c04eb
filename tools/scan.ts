/**
 * What n8n checks before it verifies a community package, offline: its own scan over the source and
 * over the tarball, and what must not be in the tarball.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../demo/commands';
import { buildAndPack, ROOT } from '../demo/package';

/** So that nothing strays in unseen: raised with what the trigger and the reader of answers grew by. */
const MAX_TARBALL_BYTES = 250_000;

async function main(): Promise<void> {
	const { analyzePackage, SOURCE_FILE_PATTERNS } =
		await import('@n8n/scan-community-package/scanner/scanner.mjs');
	const folder = await mkdtemp(path.join(tmpdir(), 'lockt-scan-'));
	try {
		const { file, files, size } = await buildAndPack(folder);
		await run('tar', ['-xzf', file, '-C', folder]);

		const source = await analyzePackage(ROOT, SOURCE_FILE_PATTERNS);
		report('n8n scan of the source', source.passed, source.details ?? source.message);

		const tarball = await analyzePackage(path.join(folder, 'package'), [
			'dist/**/*.js',
			'package.json',
		]);
		report('n8n scan of the tarball', tarball.passed, tarball.details ?? tarball.message);

		report(`tarball of ${size} bytes, below ${MAX_TARBALL_BYTES}`, size < MAX_TARBALL_BYTES);

		const expected = /^(package\.json|README\.md|LICENSE|dist\/(nodes|credentials|icons)\/.+)$/;
		const strangers = files.filter(
			(name) => !expected.test(name) || /tsbuildinfo|\.map$|\.ts$|.\/package\.json$/.test(name),
		);
		report('nothing strange in the tarball', strangers.length === 0, strangers.join('\n'));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function report(what: string, passed: boolean, details = ''): void {
	console.log(`${passed ? 'passed' : 'FAILED'}  ${what}`);
	if (passed) return;
	console.log(details);
	process.exitCode = 1;
}

void main();
