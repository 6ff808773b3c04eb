/** With what servers say that there is no card, number or name: zeros alone are none either. */
const NOTHING = /^(?:0*|-1|[-–—.]+|n\/?a|none|null|nil|undefined|unknown|no card)$/i;

/** What people write where a number is to come, or is not known, in the languages of `columnAliases.ts`. */
const TO_COME = new Set(
	`na nan tba tbc tbd pending later open missing awaiting requested loading error empty blank new temp
	unassigned
	neu offen folgt leer keine keiner kein unbekannt ausstehend
	nouveau aucun aucune néant inconnu vide
	nuevo ninguno ninguna pendiente desconocido vacío
	nuovo nessuno nessuna sconosciuto vuoto
	nieuw geen onbekend leeg nvt
	novo nenhum nenhuma pendente desconhecido vazio
	nowy brak nieznany saknas okänd ingen intet ukendt`.split(/\s+/),
);

/** One sign again and again, as people fill in what must not stay blank, e.g. 99999, xxx. */
const FILLED_IN = /^(?:9{4,}|(\p{L})\1{2,}|xx?|[0\p{P}\p{S}\p{Z}]*)$/u;

/** A number without a digit is one word, as a login is: people write the rest of it where there is none, e.g. #N/D, not assigned. */
const WORD = /^\p{L}+(?:[-._]\p{L}+)*$/u;

/** Whether a text stands in for a number or an address that is not there: who has it is not who is meant. */
export function isStandIn(text: string): boolean {
	const own = text.trim().toLowerCase();
	if (saysNothing(own) || TO_COME.has(own) || FILLED_IN.test(own)) return true;
	return !/[\p{N}@]/u.test(own) && !WORD.test(own);
}

/** Whether a text stands for something that is not there: blank, in words, or as the parts of a name, e.g. "null, null". */
export function saysNothing(text: string): boolean {
	return text.split(',').every((part) => NOTHING.test(part.trim()));
}
