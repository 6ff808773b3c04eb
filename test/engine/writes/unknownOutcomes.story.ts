import fc from '../../fastCheck';
import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../../emulator/faults';
import { combinations } from '../../../emulator/readings';
import { hires, idNumsOfNew } from '../newUsers';
import { detailsOf } from '../output';
import { first } from '../../emulator/samples';
import { locktNode } from '../engine';
import { ALLOWED, autoMapped, by, GO_ON, nodeParameters } from '../parameters';
import { runs } from '../../runs';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const create = (items: IDataObject[]) => lockt.run('user create', autoMapped, items, GO_ON);

describe('faults at any point of a run of 1,000', () => {
	/** Ways in which Lockt or the network may fail after Lockt has done what was asked. */
	const after = fc.constantFrom(
		...([
			'status500',
			'status502',
			'htmlPage',
			'truncatedJson',
			'otherJson',
			'cut',
			'hangUp',
		] as const),
	);
	const before = fc.oneof(
		after,
		fc.constantFrom(
			...(['status429NoHint', 'refused', 'refusedWith200', 'echoesKey', 'redirect'] as const),
		),
	);
	const point = fc.oneof(
		fc.record({ at: fc.nat(9), kind: before, when: fc.constant('before' as const) }),
		fc.record({ at: fc.nat(9), kind: after, when: fc.constant('after' as const) }),
	);
	const scene = fc.record({
		points: fc.array(point, { minLength: 1, maxLength: 4 }),
		bad: fc.uniqueArray(fc.nat(999), { maxLength: 40 }),
		shape: fc.constantFrom(
			...combinations('partialErrors', 'partialStatus', 'errorText', 'errorStatus'),
		),
	});

	/** How often Lockt may know somebody whose item has this outcome. */
	const timesAfter: Record<string, number[]> = { created: [1], refused: [0], unknown: [0, 1] };
	/** A scene in which there are all of them. */
	const broken = {
		points: [{ at: 1, kind: 'hangUp' as const, when: 'after' as const }],
		bad: [5],
		shape: {},
	};

	it('each item is created, refused or unknown, and Lockt agrees', async () => {
		const seen = new Set<unknown>();
		await fc.assert(
			fc.asyncProperty(scene, async ({ points, bad, shape }) => {
				await lockt.reopen({ readings: shape });
				lockt.emulator.faults = points.flatMap(({ at, kind, when }): Fault[] => [
					{ kind: 'slow', ms: 0, times: at, on: 'POST', when },
					{ kind, times: 1, on: 'POST', when },
				]);
				const rows = hires(1000).map((row, n) => (bad.includes(n) ? { ...row, Phone: 'x' } : row));
				const output = await create(rows);

				const there = new Map<string, number>();
				for (const one of idNumsOfNew(lockt.building)) there.set(one, (there.get(one) ?? 0) + 1);
				expect(output).toHaveLength(1000);
				const wrong = output.filter((item, n) => {
					const outcome = (item.json.outcome ?? detailsOf(item)?.outcome) as string;
					seen.add(outcome);
					return !timesAfter[outcome]?.includes(there.get(`H-${n}`) ?? 0);
				});
				expect(wrong).toEqual([]);
			}),
			{ ...runs({ sample: 4, full: 100 }), examples: [[broken]] },
		);
		expect([...seen].sort()).toEqual(['created', 'refused', 'unknown']);
	});

	it('after three requests of which nobody knows what became, no further one is sent', async () => {
		lockt.emulator.faults = [{ kind: 'cut', on: 'POST' }];
		const output = await create(hires(1000));
		expect(lockt.changes()).toHaveLength(3);
		expect(output.map((item) => detailsOf(item)!.outcome)).toEqual(
			Array.from({ length: 1000 }, (_, n) => (n < 300 ? 'unknown' : 'refused')),
		);
		expect(output[999]!.json.error).toMatch(/^Not sent, as a request before it failed/);
	});

	it('a wrong key ends it at once', async () => {
		lockt.engine.credential.apiKey = 'mistyped';
		const output = await create(hires(300));
		expect(lockt.emulator.journal).toHaveLength(1);
		expect(output[0]!.json.error).toContain('Lockt did not accept the API user and API key');
	});
});

describe("n8n's Retry On Fail, where the node goes on after errors", () => {
	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'leaves open what the first try did: %s',
		async (onError) => {
			const [taken, good] = hires(2);
			const { email } = first(lockt.building.users);
			const node = locktNode(nodeParameters('user create', autoMapped), {
				...{ onError, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
			});
			const rows = [{ ...taken, 'E-Mail': email }, good!];
			const output = (await lockt.engine.outputs(node, rows)).flat();
			expect(idNumsOfNew(lockt.building)).toEqual([good!['ID Number']]);
			expect(output).toHaveLength(2);
			for (const item of output) {
				expect(item.json.error).toMatch(
					/may be a second try: what is refused now may have been done by the first$/,
				);
				// Without a node before it, n8n leaves the details away.
				if (onError === 'continueRegularOutput') expect(detailsOf(item)?.outcome).toBe('unknown');
			}
		},
	);

	it('refuses for sure what never runs with it', async () => {
		const { id } = first(lockt.building.doors);
		const retrying = { ...GO_ON, retryOnFail: true, waitBetweenTries: 1 };
		const output = await lockt.run('door unlock', { door: by('id', id) }, [{}], retrying);
		expect(output.map(detailsOf)).toMatchObject([{ outcome: 'refused' }]);
	});
});
