import { readFileSync } from 'node:fs';
import path from 'node:path';
import { resources } from '../../nodes/Lockt/resources';
import { makeItem } from '../../nodes/Lockt/trigger/shape';
import { operationTable } from '../../tools/operationTable';

const read = (file: string) => readFileSync(path.resolve(__dirname, '../..', file), 'utf8');
const readme = read('README.md');
const compact = (text: string) => text.replace(/ +/g, ' ').replace(/-+/g, '-');
const lines = new Set(readme.split('\n').map(compact));

describe('README.md', () => {
	it.each(operationTable(resources).split('\n'))('has the line (else: npm run docs) %s', (line) => {
		expect(lines).toContain(compact(line));
	});

	it('lists no operation that is not there', () => {
		const [, table = ''] = /<!-- operations -->([^]*)<!-- \/operations -->/.exec(readme) ?? [];
		const listed = table.split('\n').filter((line) => line.startsWith('|'));
		expect(listed).toHaveLength(operationTable(resources).split('\n').length);
	});
});

describe('the fields of what the trigger puts out', () => {
	const fields = Object.keys(makeItem({} as never, {}, { simplifies: true }));

	it('are those of the example in README.md', () => {
		const [, example = ''] = /```json\n(\{\n {2}"time"[^]*?)```/.exec(readme) ?? [];
		expect(Object.keys(JSON.parse(example) as object)).toEqual(fields);
	});

	it('are those of the table in docs/trigger.md', () => {
		const [, table = ''] = /(\| Field[^]*?)\n\n/.exec(read('docs/trigger.md')) ?? [];
		expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)).toEqual(fields);
	});
});
