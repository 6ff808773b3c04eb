import { ALLOWED, autoMapped } from '../parameters';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';

const lockt = useLockt({
	credential: ALLOWED,
	writeMs: 0,
	history: 20,
	readings: { pending: 'released' },
});

describe('Dry Run', () => {
	it.each(writeSamples)('$operation shows the request and sends none', async (sample) => {
		const parameters = sample.parameters(lockt.building);
		const [shown] = await lockt.run(sample.operation, { ...parameters, options: { dryRun: true } });
		expect(lockt.changes()).toEqual([]);
		await lockt.run(sample.operation, parameters);
		const [sent] = lockt.changes();
		const hidden =
			sent!.body !== undefined && JSON.stringify(sent!.body).replace(/"pin":"\d+"/g, '"pin":"***"');
		expect(shown!.json).toEqual({
			dryRun: true,
			method: sent!.method,
			url: lockt.emulator.credential.baseUrl.replace('/api/v1', '') + sent!.url,
			...(hidden && { body: JSON.parse(hidden) as object }),
		});
	});

	it('is followed by no reading of records, which were not changed', async () => {
		const { operation, parameters } = writeSamples.find((one) => one.operation === 'user disable')!;
		const options = { dryRun: true, fullRecord: true };
		const [shown] = await lockt.run(operation, { ...parameters(lockt.building), options });
		expect(shown!.json).toMatchObject({ dryRun: true, method: 'PUT' });
		expect(lockt.asked().filter((one) => one.includes('/user?id='))).toEqual([]);
	});

	it('is one item for each request, which knows all its items', async () => {
		const rows = Array.from({ length: 150 }, (_, n) => ({ name: `Door ${n}` }));
		const output = await lockt.run(
			'door create',
			{ ...autoMapped, options: { dryRun: true } },
			rows,
		);
		expect(output.map(({ pairedItem }) => (pairedItem as []).length)).toEqual([100, 50]);
		expect(lockt.building.doors.size).toBeLessThan(150);
	});
});
