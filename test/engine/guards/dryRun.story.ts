import { hires } from '../newUsers';
import { requestOf } from '../output';
import { ALLOWED, autoMapped, GO_ON } from '../parameters';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';

const lockt = useLockt({
	credential: ALLOWED,
	writeMs: 0,
	history: 20,
	readings: { pending: 'released' },
});

const DRY = { options: { dryRun: true } };

describe('Dry Run', () => {
	it.each(writeSamples)('$operation shows the request and sends none', async (sample) => {
		const parameters = sample.parameters(lockt.building);
		const [shown] = await lockt.run(sample.operation, { ...parameters, options: { dryRun: true } });
		expect(lockt.changes()).toEqual([]);
		await lockt.run(sample.operation, parameters);
		const [sent] = lockt.changes();
		const hidden =
			sent!.body !== undefined && JSON.stringify(sent!.body).replace(/"pin":"\d+"/g, '"pin":"***"');
		expect(Object.keys(shown!.json)).toEqual([
			...['outcome', 'name', 'changes', 'problem', 'request'],
		]);
		expect(shown!.json.outcome).toMatch(/\bwould be\b/);
		expect(requestOf(shown!.json)).toEqual({
			...{ number: 1, of: 1, method: sent!.method },
			address: sent!.url.replace('/api/v1', ''),
			...(hidden && { body: JSON.parse(hidden) as object }),
		});
	});

	it.each(writeSamples)('$operation says first what became of a row', async (sample) => {
		const parameters = sample.parameters(lockt.building);
		const [item] = await lockt.run(sample.operation, parameters);
		expect(Object.keys(item!.json)[0]).toBe('outcome');
	});

	it('is followed by no reading of records, which were not changed', async () => {
		const { operation, parameters } = writeSamples.find((one) => one.operation === 'user disable')!;
		const options = { dryRun: true, fullRecord: true };
		const [shown] = await lockt.run(operation, { ...parameters(lockt.building), options });
		expect(shown!.json).toMatchObject({
			request: expect.stringMatching(/^1 of 1: PUT /) as string,
		});
		expect(lockt.asked().filter((one) => one.includes('/user?id='))).toEqual([]);
	});

	it('is one item for each row, with the request that it belongs to', async () => {
		const rows = Array.from({ length: 150 }, (_, n) => ({ name: `Door ${n}` }));
		const output = await lockt.run('door create', { ...autoMapped, ...DRY }, rows);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(rows.map((_, item) => ({ item })));
		const requests = output.map(({ json }) => requestOf(json));
		expect(requests.map(({ number, of }) => `${number} of ${of}`)).toEqual(
			rows.map((_, n) => (n < 100 ? '1 of 2' : '2 of 2')),
		);
		expect(lockt.building.doors.size).toBeLessThan(150);
	});

	const people = () => {
		const [known] = [...lockt.building.users.values()];
		const { id_num, first_name, last_name } = known!;
		const [hire] = hires(1);
		return [
			hire!,
			{ 'ID Number': id_num, 'Last Name': `${last_name}x` },
			{ 'ID Number': id_num, 'First Name': first_name, Department: 'Sales' },
			{ ...hire!, 'ID Number': 'H-2', 'E-Mail': 'none' },
		];
	};

	it('says of each row of an HR export what would become of it, and sends nothing', async () => {
		// Given somebody new, somebody with another name, the same again, and somebody without an e-mail address
		const [hire, renamed, same, bad] = people();
		const parameters = { ...autoMapped, levelMode: 'add', ...DRY };

		// When they are shown
		const output = [
			...(await lockt.run('user createOrUpdate', parameters, [hire!, renamed!, bad!])),
			...(await lockt.run('user createOrUpdate', parameters, [same!])),
		].map(({ json }) => json);

		// Then each says it in the same columns
		expect(output).toMatchObject([
			{
				outcome: 'would be created',
				name: 'Rhea Gale 0',
				request: expect.stringMatching(/^1 of 2: POST /) as string,
			},
			{ outcome: 'would be updated', changes: 'Last Name' },
			{ outcome: 'would be refused', name: 'Rhea Gale 0', request: '' },
			{ outcome: 'unchanged', unusedColumns: 'Department', request: '' },
		]);
		expect(output[2]!.problem).toMatch(/^'Email' must be an e-mail address/);
		expect(lockt.changes()).toEqual([]);
		const run = output.slice(0, 3);
		for (const one of run) expect(Object.keys(one)).toEqual(Object.keys(output[0]!));
	});

	it('says that the node would stop for those that would be refused, unless it goes on', async () => {
		const parameters = { ...autoMapped, levelMode: 'add', ...DRY };
		await lockt.run('user createOrUpdate', parameters, people().slice(2));
		expect(lockt.engine.hints.join()).toContain(
			'1 of 2 rows would be refused: 2 (Rhea Gale 0). Nothing',
		);
		await lockt.run('user createOrUpdate', parameters, people().slice(2), GO_ON);
		expect(lockt.engine.hints.join()).not.toContain('would be refused');
	});

	it('is an error where Lockt does not say what must be known of the rows', async () => {
		lockt.emulator.faults = [{ kind: 'status500', times: 99, on: 'GET /user' }];
		const parameters = { ...autoMapped, levelMode: 'add', ...DRY };
		await expect(lockt.run('user createOrUpdate', parameters, people())).rejects.toMatchObject({
			message: expect.stringContaining('rows failed') as string,
		});
	});

	it('of some rows alone holds nothing more, and forgives nothing', async () => {
		const rows = people().map((row, n) => ({ ...row, dry: n !== 0 }));
		const options = { dryRun: '={{ $json.dry }}', ignoreOtherColumns: true };
		const parameters = { ...autoMapped, levelMode: 'add', options };
		await expect(
			lockt.run('user createOrUpdate', parameters, [rows[0]!, rows[3]!]),
		).rejects.toMatchObject({ message: '1 of 2 rows failed: 2 (Rhea Gale 0)' });
		expect(lockt.changes()).toEqual([]);
	});
});
