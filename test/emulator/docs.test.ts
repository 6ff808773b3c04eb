import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readings } from '../../emulator/readings';
import { faultKinds } from '../../emulator/faults';
import { endpointTable } from '../../emulator/table';
import { readingTable } from '../../tools/readingTable';

const read = (name: string) => readFileSync(path.resolve(__dirname, '../../docs', name), 'utf8');
const docs = read('emulator.md');
const compact = (text: string) => text.replace(/ +/g, ' ').replace(/-+/g, '-');

describe('docs/emulator.md', () => {
	it('lists every endpoint (else: npm run docs)', () => {
		expect(compact(docs)).toContain(compact(endpointTable()));
	});

	it.each(faultKinds)('explains %s', (name) => {
		expect(docs).toContain(`\`${name}\``);
	});

	it.each(Object.entries(readings))(
		'explains %s with its choices, the default first',
		(name, choices) => {
			const words = choices.map((one) => (typeof one === 'number' ? String(one) : `\`${one}\``));
			expect(compact(docs)).toContain(`| \`${name}\` | ${words.join(', ')} |`);
		},
	);
});

describe('docs/readings.md', () => {
	const text = compact(read('readings.md'));
	const rows = readingTable().split('\n');

	it.each(rows)('has the line (else: npm run docs) %s', (row) => {
		expect(text).toContain(compact(row));
	});

	it('lists no reading that is not there', () => {
		const [, table = ''] =
			/<!-- readings -->([^]*)<!-- \/readings -->/.exec(read('readings.md')) ?? [];
		expect(table.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(rows.length);
	});

	it.each(Object.entries(readings))(
		'says what the node does under each form of %s',
		(name, choices) => {
			const row = rows.find((one) => one.startsWith(`| \`${name}\` |`));
			for (const choice of choices) expect(row).toMatch(new RegExp(`\`${choice}\`: [^;|]+`));
		},
	);
});
