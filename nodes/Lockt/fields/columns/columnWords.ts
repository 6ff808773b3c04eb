import { foldColumn } from './columnNames';

/**
 * Words in the name of a column that say what it holds where no list of names is long enough, in the languages of
 * `columnAliases.ts`. They compare without accents.
 */
const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean).map(foldColumn);

/** With one of these, a column says something else than without it: what was, is not, is to go, or is another's. */
export const CONTRARY = new Set(
	wordsOf(`
		not non never ex without except exclude excluded remove removed removal delete deleted revoke revoked withdraw withdrawn
		deny denied forbidden lost stolen old former previous prior past original manager supervisor emergency
		nicht kein keine ohne alt alte alter altes alten ehemalig ehemalige vorherige vorheriger vorheriges bisherige entfernen
		entfernt entfernte entziehen entzogen entzogene verweigert verloren vorgesetzter notfall
		pas sans ancien ancienne anciens précédent précédente retirer retiré supprimer supprimé refusé perdu
		sin quitar quitado eliminar eliminado denegado anterior antiguo antigua perdido
		senza rimuovere rimosso negato precedente vecchio vecchia perso
		niet geen zonder verwijderen verwijderd geweigerd vorige oude oud verloren
		não sem remover removido negado antigo antiga perdido
		nie bez usunąć usunięte poprzedni poprzednia stary stara
		inte ej utan tidigare gammal ikke uden tidligere gammel fjern
	`),
);

/** The same where the name begins so: a "No" at its end is a number. */
export const FIRST_CONTRARY = 'no';

/** The same as one word with the name, e.g. unenabled. */
export const CONTRARY_PREFIXES = wordsOf('not non nicht no un in dis des de ent nie inte');

/** Where yes or no stands in a column that is called by such a word, and besides by none but the others, it may say whether somebody is let in. */
export const ACCESS = {
	words: new Set(
		wordsOf(`
			access admit admitted admittance admission entry allowed permitted authorised authorized zutritt zugang einlass accès acceso accesso acesso toegang dostęp
			tillträde adgang
		`),
	),
	others: new Set(
		wordsOf(`
			has have may can is no not do with without allow allowed grant granted given permit permitted deny denied refused forbidden
			hat kein keinen erlaubt verweigert
		`),
	),
};

/** What stands in a column of these names may say that somebody is not to be let in, e.g. State: Terminated. */
export const STATUS = new Set(
	wordsOf('status state stand estado état etat stato statut stan employment lifecycle'),
);

/** A column of nothing but these is about the person: whatever does not say that they are there may say that they are not. */
export const OF_PERSON = {
	status: new Set(wordsOf('status statut lifecycle')),
	others: new Set(
		wordsOf(`
			employment employee work worker job account user person people hr hris contract staff member current
			name value stage code mitarbeiter personal employé empleado dipendente medewerker
		`),
	),
};

/**
 * What says that somebody is there. A number does not (1 is inactive in some systems), nor does what is short for
 * somebody's end as well: Term.
 */
export const ON = new Set(
	wordsOf(`
		active activated employed employee current enabled enrolled full part time permanent temporary regular
		probation probationary hired starter joiner working contractor contracted freelancer intern trainee
		apprentice student seasonal casual true aktiv beschäftigt angestellt actif active activo activa
		attivo attiva ativo ativa actief aktywny aktywna
	`),
);

/** Where the name of a column holds one of these, whole or as a part of a word: access is not to be. */
export const OFF = {
	words: new Set(
		wordsOf(`
			blocked locked lockout frozen banned barred archived terminated expired dismissed leaver revoked
			deleted removed resigned retired deceased departed separated offboarded deprovisioned cancelled canceled withdrawn
			redundant absconded relieved rejected gekündigt ausgetreten verstorben démissionné licencié despedido cessato
			licenziato ontslagen demitido zwolniony
			blockiert blokkiert bloqué bloquée bloqueado bloqueada bloccato geblokkeerd zablokowany spärrad spærret
		`),
	),
	parts: wordsOf(`
		inactiv inaktiv inattiv inativ inactief nieaktyw deactiv deaktiv désactiv desactiv disattiv desativ disabled disable
		deshabil desabil disabilit gedeactiv ausgeschieden entlassen gesperrt suspend sospes suspens uitgeschakeld wyłączon avaktiver
	`),
};

/** The same of when access ends. */
export const ENDS = {
	words: new Set(
		wordsOf(`
			end ends ended ending until till thru through after exp term leave leaver leaving left exit exited lwd
			stop stops stopped finish finishes finished quit quits close closes closed closing
			ende endet bis fin départ jusqu hasta fim até fino fine tot einde do koniec till slut til
		`),
	),
	parts: wordsOf(`
		expir terminat separat departure offboard checkout moveout resign retire cessat enddat
		ablauf austritt befrist kündigung ausscheid vertragsende
		échéance caduc vencim scadenz cessaz vervald uitdienst wygaś zakończ zwolnien utgång udløb
	`),
};

/** The same of when access begins. */
export const BEGINS = {
	words: new Set(
		wordsOf(`
			start starts started starting begin begins beginning from since hired joined onboarding
			ab beginn seit depuis début desde inicio dal inizio vanaf início od från fra
		`),
	),
	parts: wordsOf(`
		startdat begindat commenc onboard checkin movein eintritt vertragsbeginn embauche assunzion indienst admissão zatrudnien anställ
	`),
};
