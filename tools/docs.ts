/** Writes into the docs the tables that are made from code. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { endpointTable } from '../emulator/table';
import { resources } from '../nodes/Lockt/resources';
import { operationTable } from './operationTable';
import { readingTable } from './readingTable';

/** @param name of the comments that the table stands between */
async function writeTable(name: string, table: string, file: string): Promise<void> {
	const at = path.resolve(__dirname, '..', file);
	const text = await readFile(at, 'utf8');
	const filled = text.replace(
		new RegExp(`(<!-- ${name} -->)[^]*(<!-- /${name} -->)`),
		(_, open: string, close: string) => `${open}\n\n${table}\n\n${close}`,
	);
	await writeFile(at, await format(filled, { ...(await resolveConfig(at)), filepath: at }));
}

async function main(): Promise<void> {
	await writeTable('endpoints', endpointTable(), 'docs/emulator.md');
	await writeTable('readings', readingTable(), 'docs/readings.md');
	await writeTable('operations', operationTable(resources), 'README.md');
}

void main();
