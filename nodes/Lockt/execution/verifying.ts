import type { IExecuteFunctions } from 'n8n-workflow';
import { AGAIN_MS, noteLag } from '../api/turns/lagging';
import { different, unknown, type Outcome } from '../api/answers/notDone';
import type { Result } from './jobs';
import { lookupsInTurn } from './lookupsInTurn';
import { OPEN, type Check, type Risk } from './plans';
import type { Renewed } from './renewal';
import { waitUnlessStopped } from './waiting';
import { chooseFew, chooseNext, markSeen, UNSEEN, type Seen } from './watching';

/** What is wrong with a record that was sent. */
type Doubt = Extract<Result, { problems: string[] }>;

/** What was seen of the records of a request, and what it means for the next ones. */
export interface Sight {
	/** By place. */
	doubts: Array<Doubt | undefined>;
	/** What could not be seen, by place: what Lockt says is done stays done. */
	warnings: Array<string | undefined>;
	/** What was not as Lockt said: it may go wrong for others as well. */
	harm?: string;
}

/** What is looked at of one record. */
interface Look {
	place: number;
	risk: Risk;
	doubt?: Doubt;
	/** It was shown, but not so that it could be compared. */
	isOpen?: boolean;
}

/**
 * Looks at the records of a request that Lockt says are done, where its answer does not tell whether they
 * are: before the turn passes on, as the next change may be to the same record.
 *
 * @param seen gets the kinds of risk that went well
 */
export async function findDoubts(
	context: IExecuteFunctions,
	{ batch, risks }: Renewed,
	outcomes: Outcome[],
	seen: Seen,
): Promise<Sight> {
	const chosen = chooseFew(risks, outcomes);
	const wanted = outcomes.flatMap(({ kind }, place) => {
		const { verify } = batch.jobs[place]![0]!.plan;
		const own = kind === 'done' && verify ? [{ ...VERIFIED, check: verify }] : [];
		return [...own, ...chosen[place]!].map((risk): Look => ({ place, risk }));
	});
	const first = await lookAgain(context, await lookAt(context, wanted));
	const next = chooseNext(risks, outcomes, first).flatMap((some, place) =>
		some.map((risk): Look => ({ place, risk })),
	);
	const looks = [...first, ...(await lookAgain(context, await lookAt(context, next)))];
	const wrong = looks.filter(isWrong).map(({ risk }) => risk.kind);
	for (const { risk, doubt, isOpen } of looks) {
		const isRight = !doubt && !isOpen && !wrong.includes(risk.kind) && risk.kind !== VERIFIED.kind;
		if (isRight && !risk.showsNothing) markSeen(batch, risk, seen);
	}
	const harm = looks.find(isWrong)?.doubt?.problems[0];
	const doubts = outcomes.map((outcome, place) => {
		const own = looks.filter((look) => look.place === place);
		const isVerified = ({ risk }: Look) => risk.kind === VERIFIED.kind;
		const doubt = joinDoubts(own.filter(isWrong)) ?? own.find(isVerified)?.doubt;
		if (doubt || outcome.kind !== 'done') return doubt;
		const isUnseen = ({ kind, check }: Risk) =>
			(wrong.includes(kind) || (kind === UNSEEN && wrong.length > 0)) &&
			!own.some(({ risk, isOpen, doubt }) => risk.check === check && !isOpen && !doubt);
		return risks[place]?.some(isUnseen) ? suspect(looks) : undefined;
	});
	const isHidden = (risk: Risk) =>
		!wrong.includes(risk.kind) && looks.every((look) => !tellsOf(look, risk) || look.doubt);
	const warnings = outcomes.map((outcome, place) => {
		const hidden = outcome.kind === 'done' ? (risks[place] ?? []).filter(isHidden) : [];
		return hidden.length > 0 ? warn(hidden, looks) : undefined;
	});
	return { doubts, warnings, harm };
}

/** Whether what is looked at of one shows how it is with another. */
const tellsOf = ({ risk: looked }: Look, risk: Risk) =>
	looked.check === risk.check || (looked.kind === risk.kind && !looked.showsNothing);

/** A check that each record has for itself, whatever was seen of others. */
const VERIFIED = { kind: 'verified', open: '' };

const UNREAD = 'What became of it could not be read: ';

/** Of kinds that were not seen of anybody in the request. */
function warn(hidden: Risk[], looks: Look[]): string {
	const kinds = new Set(hidden.map(({ kind }) => kind));
	const unread = looks.filter(({ risk }) => kinds.has(risk.kind));
	const problems = unread.flatMap(({ doubt }) => doubt?.problems[0]?.replace(UNREAD, '') ?? []);
	const open = [...new Set(hidden.map((risk) => risk.open))];
	return `Done, but ${open.join(', and ')} could not be seen: ${[...new Set(problems)].join('; ')}`;
}

/** All that is wrong with a record. */
function joinDoubts([first, ...others]: Look[]): Doubt | undefined {
	const problems = [first, ...others].flatMap((look) => look?.doubt?.problems ?? []);
	return first?.doubt && { ...first.doubt, problems: [...new Set(problems)] };
}

const isWrong = ({ doubt }: Look) => doubt?.kind === 'different';

/** What went wrong for those who were looked at may have done so for all of the request. */
function suspect(looks: Look[]): Doubt {
	const [problem] = looks.find(isWrong)!.doubt!.problems;
	return unknown(`It went wrong for another item of the same request: ${problem}`);
}

function lookAt(context: IExecuteFunctions, looks: Look[]): Promise<Look[]> {
	const { lookups } = lookupsInTurn(context, new Set(looks.map(({ place }) => place)).size);
	const findDoubt = async (check: Check): Promise<Pick<Look, 'doubt' | 'isOpen'>> => {
		try {
			const finding = await check(lookups);
			if (!finding || finding === OPEN) return { doubt: undefined, isOpen: finding === OPEN };
			return { doubt: different([finding.problem], finding.advice) };
		} catch (error) {
			return { doubt: unknown(`${UNREAD}${(error as Error).message}`) };
		}
	};
	return Promise.all(
		looks.map(async (look) => ({ ...look, ...(await findDoubt(look.risk.check)) })),
	);
}

async function lookAgain(context: IExecuteFunctions, looks: Look[]): Promise<Look[]> {
	let all = looks;
	for (const ms of AGAIN_MS) {
		const open = all.filter(isWrong);
		if (open.length === 0 || !(await waitUnlessStopped(context, ms))) break;
		const again = await lookAt(context, open);
		// What cannot be read now was seen before.
		const news = new Map(
			open.map((look, n) => [look, again[n]!.doubt?.kind === 'unknown' ? look : again[n]!]),
		);
		all = all.map((look) => news.get(look) ?? look);
		if ([...news.values()].some(({ doubt, isOpen }) => !doubt && !isOpen)) await noteLag(context);
	}
	return all;
}
