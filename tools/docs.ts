/** Writes the table of endpoints into docs/emulator.md. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { endpointTable } from '../emulator/table';

async function main(): Promise<void> {
	const file = path.resolve(__dirname, '../docs/emulator.md');
	const text = await readFile(file, 'utf8');
	const filled = text.replace(
		/(<!-- endpoints -->)[^]*(<!-- \/endpoints -->)/,
		(_, open: string, close: string) => `${open}\n\n${endpointTable()}\n\n${close}`,
	);
	await writeFile(file, await format(filled, { ...(await resolveConfig(file)), filepath: file }));
}

void main();
