import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { previews } from '../previews';

const FOLDER = path.resolve(__dirname, '../../../nodes/Lockt/__schema__');

it('the field previews are what the operations put out (else: npm run previews)', async () => {
	const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.json'),
	);
	const stored = files.map((file) => [
		file.replace(/\.json$/, '').replaceAll(path.sep, '/'),
		JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as unknown,
	]);
	expect(Object.fromEntries(stored)).toEqual(await previews());
});
