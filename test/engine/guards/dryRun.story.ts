import { ALLOWED, autoMapped } from '../parameters';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, readings: { pending: 'released' } });

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
