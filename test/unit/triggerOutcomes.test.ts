import { clock } from '../clock';
import type { IPollFunctions } from 'n8n-workflow';
import { eventsFrom, readOutcome } from '../../nodes/Lockt/api/records/events';
import type { Cause } from '../../nodes/Lockt/trigger/causes';
import { warnOfOutcomes } from '../../nodes/Lockt/trigger/events/outcomes';
import { useStandIn } from './standIn';

const lockt = useStandIn();

/** A node that stays the same. */
function node(id: string): IPollFunctions {
	const getNode = () => ({ id, name: 'Trigger' });
	return Object.assign(lockt.context(), { getNode }) as unknown as IPollFunctions;
}

let ids = 0;
const some = (count: number, as: object = { code: 4711, code_text: 'Refused' }) =>
	eventsFrom(Array.from({ length: count }, () => ({ id: ++ids, ...as })));

it.each<[object, ReturnType<typeof readOutcome>]>([
	[{ code: 49, category: 1 }, 'denied'],
	[{ code: 48, category: 2 }, 'granted'],
	[{ code: 4711, category: 2, category_text: 'Zutritt verweigert' }, 'denied'],
	[{ code: 50, code_text: 'Entry Denied', category: 2 }, 'denied'],
	[{ code_text: 'Credential Expired', category: '2' }, 'denied'],
	[{ code: 12, category: 1 }, 'granted'],
	[{ code_text: 'Access Granted', category: 2 }, 'granted'],
	[{ code: 70, category: 3, category_text: 'Door Control' }, undefined],
	...[0, '', null, undefined, true, 20, -1, [2]].map((category): [object, undefined] => [
		{ code: 70, category },
		undefined,
	]),
])('how an attempt ended is told by code, words and else category: %j is %s', (event, outcome) => {
	expect(readOutcome(eventsFrom([{ id: 1, ...event }])[0]!)).toBe(outcome);
});

describe('events of which none is a grant or denial', () => {
	const watch = (name: string, counts: number[], causes: Cause[] = ['accessDenied']) => {
		const trigger = node(name);
		for (const count of counts) {
			warnOfOutcomes(trigger, some(count), { causes: new Set(causes) });
		}
		return lockt.warnings.length;
	};

	it.each<Cause>(['accessDenied', 'accessGranted', 'repeatedDenials'])(
		'are missed in the log once a day, however they come: %s',
		(cause) => {
			expect(watch(`few ${cause}`, [0, 5, 14], [cause])).toBe(0);
			expect(watch(`few ${cause}`, [1, 30], [cause])).toBe(1);
			expect(watch(`many ${cause}`, [5000], [cause])).toBe(2);
			clock.wait(24 * 60);
			expect(watch(`few ${cause}`, [1], [cause])).toBe(3);
		},
	);

	it('are not missed where others are watched, or one was told, or the same come again', () => {
		expect(watch('all', [5000], ['doorEvent'])).toBe(0);
		expect(watch('told', [19])).toBe(0);
		warnOfOutcomes(node('told'), some(1, { code: 48 }), { causes: new Set(['accessDenied']) });
		expect(watch('told', [19])).toBe(0);
		const same = some(10);
		for (let poll = 0; poll < 3; poll++) {
			warnOfOutcomes(node('same'), same, { causes: new Set(['accessDenied']) });
		}
		expect(lockt.warnings).toEqual([]);
	});
});
