import './clock';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Runs files of a folder in one file of jest's: to load n8n's packages anew for each would take longer than
 * most of them.
 *
 * @param names which ones, without their path
 */
export function runTogether(folder: string, names: RegExp): void {
	const at = path.join(__dirname, folder);
	for (const file of readdirSync(at).filter((name) => names.test(name))) {
		describe(file.replace(/\.\w+\.ts$/, ''), () => {
			jest.requireActual(path.join(at, file));
		});
	}
}
