/** Writes the field previews beside the node, from what the built package puts out. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { previews } from '../test/engine/previews';

const FOLDER = path.resolve(__dirname, '../nodes/Lockt/__schema__');

async function main(): Promise<void> {
	await rm(FOLDER, { recursive: true, force: true });
	for (const [name, schema] of Object.entries(await previews())) {
		const file = path.join(FOLDER, `${name}.json`);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, `${JSON.stringify(schema, null, '\t')}\n`);
	}
}

void main().then(() => process.exit(0));
