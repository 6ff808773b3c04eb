import path from 'node:path';
import { npm } from './commands';

/** The root of this project. */
export const ROOT = path.resolve(__dirname, '..');

/** The package as it would be published. */
export interface Tarball {
	name: string;
	version: string;
	/** Where the .tgz lies. */
	file: string;
	/** In bytes. */
	size: number;
	/** The paths in it. */
	files: string[];
}

/** Builds the package and packs it into a folder. */
export async function buildAndPack(folder: string): Promise<Tarball> {
	await npm(['run', 'build', '--silent'], { cwd: ROOT });
	const output = await npm(['pack', '--json', '--pack-destination', folder], { cwd: ROOT });
	const [{ name, version, filename, size, files }] = JSON.parse(output) as [PackResult];
	return {
		name,
		version,
		size,
		file: path.join(folder, filename),
		files: files.map((entry) => entry.path),
	};
}

/** What `npm pack --json` prints, in a list of one. */
interface PackResult {
	name: string;
	version: string;
	filename: string;
	size: number;
	files: Array<{ path: string }>;
}
