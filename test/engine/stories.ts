import '../clock';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Runs all stories of a folder in one file of jest's: to load n8n's engine anew for each would take longer
 * than most of them. One alone: `npx jest reads -t lists`.
 */
export function runStories(folder: string): void {
	const at = path.join(__dirname, folder);
	for (const file of readdirSync(at)) {
		describe(file.replace('.story.ts', ''), () => {
			jest.requireActual(path.join(at, file));
		});
	}
}
