import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readings } from '../../emulator/readings';
import { faultKinds } from '../../emulator/faults';
import { endpointTable } from '../../emulator/table';

const docs = readFileSync(path.resolve(__dirname, '../../docs/emulator.md'), 'utf8');
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
