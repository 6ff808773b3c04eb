import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as resources from '../../nodes/Lockt/resources';
import { operationTable } from '../../tools/operationTable';

const readme = readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8');
const compact = (text: string) => text.replace(/ +/g, ' ').replace(/-+/g, '-');
const lines = new Set(readme.split('\n').map(compact));

describe('README.md', () => {
	it.each(operationTable(Object.values(resources)).split('\n'))(
		'has the line (else: npm run docs) %s',
		(line) => {
			expect(lines).toContain(compact(line));
		},
	);

	it('lists no operation that is not there', () => {
		const [, table = ''] = /<!-- operations -->([^]*)<!-- \/operations -->/.exec(readme) ?? [];
		const listed = table.split('\n').filter((line) => line.startsWith('|'));
		expect(listed).toHaveLength(operationTable(Object.values(resources)).split('\n').length);
	});
});
