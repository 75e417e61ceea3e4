import type { Moment, Period, Unit } from "./moment";
import type { Cursor } from "./tokens";

// The words of periods and moments, folded, in both languages, as the server
// reads them.
const unitWords: Record<string, Unit> = {};
for (const [unit, words] of Object.entries({
	day: "d day days j jour jours",
	week: "w week weeks s sem semaine semaines",
	month: "m month months mois",
	quarter: "q quarter quarters t trimestre trimestres",
	year: "y year years a an ans annee annees",
	fiscal: "exercice exercices",
})) {
	for (const word of words.split(" ")) unitWords[word] = unit as Unit;
}

const set = (words: string) => new Set(words.split(" "));
const thisWords = set("this current ce cet cette");
const nextWords = set("next prochain prochaine prochains prochaines suivant suivante suivants suivantes");
const lastWords = set(
	"last previous past dernier derniere derniers dernieres precedent precedente precedents precedentes",
);
const articles = set("the le la les");
const ofWords = set("of de du des");
const startWords = set("start beginning debut");
const endWords = set("end fin");
const todayWords = set("today aujourdhui aujourd'hui");

// bare is the word that comes by tokens on, without the article of l'année.
function bare(c: Cursor, by = 0): string {
	return c.word(by).replace(/^[ld]'/, "");
}

// readUnit is the unit of time that comes by tokens on, and of how many tokens it is.
function readUnit(c: Cursor, by = 0): { unit: Unit | undefined; tokens: number } {
	const word = bare(c, by);
	if (word === "fiscal" && /^years?$/.test(bare(c, by + 1))) return { unit: "fiscal", tokens: 2 };
	return { unit: unitWords[word], tokens: 1 };
}

// readLength takes a length of time: 30d, 3 months.
function readLength(c: Cursor): { by: number; unit: Unit } | null {
	const count = c.peek();
	const { unit, tokens } = readUnit(c, 1);
	if (count?.kind !== "number" || !/^\d+$/.test(count.value) || !unit || c.isSign("(", 1 + tokens)) return null;
	c.at += 1 + tokens;
	return { by: Number(count.value), unit };
}

function readSide(c: Cursor): number | null {
	const word = bare(c);
	const side = thisWords.has(word) ? 0 : nextWords.has(word) ? 1 : lastWords.has(word) ? -1 : null;
	if (side !== null) c.at++;
	else if (c.takeWords(["en"], ["cours"])) return 0;
	return side;
}

// readPeriod takes next quarter, 12 derniers mois, 2027.
export function readPeriod(c: Cursor): Period | null {
	return c.trying(() => {
		if (articles.has(bare(c))) c.at++;
		let side = readSide(c);
		const count = c.peek();
		if (count?.kind === "number" && /^\d+$/.test(count.value)) {
			c.at++;
			const n = Number(count.value);
			const sided = side !== null;
			side ??= readSide(c);
			const { unit, tokens } = readUnit(c);
			if (unit && side) {
				c.at += tokens;
				return { kind: "rolling", unit, count: side * n };
			}
			return !sided && n >= 1900 && n <= 2999 ? { kind: "year", year: n } : null;
		}
		const { unit, tokens } = readUnit(c);
		if (!unit || bare(c).length < 2) return null;
		c.at += tokens;
		return { kind: "around", unit, offset: side ?? readSide(c) ?? 0 };
	});
}

// readMoment takes today - 2w, début du trimestre prochain.
export function readMoment(c: Cursor): Moment | null {
	return c.trying(() => {
		if (todayWords.has(c.word())) {
			c.at++;
			if (c.isSign("(")) return null;
			return { kind: "today", ...readShift(c) };
		}
		const edge = startWords.has(c.word()) ? "start" : endWords.has(c.word()) ? "end" : null;
		const elided = c.word(1).startsWith("d'");
		if (!edge || (!elided && !ofWords.has(bare(c, 1)))) return null;
		c.at += elided ? 1 : 2;
		const period = readPeriod(c);
		return period && { kind: "edge", edge, period };
	});
}

function readShift(c: Cursor): { by: number; unit: Unit } {
	const sign = c.isSign("+") ? 1 : c.isSign("-") ? -1 : 0;
	if (!sign) return { by: 0, unit: "day" };
	c.at++;
	const length = readLength(c);
	if (length) return { by: sign * length.by, unit: length.unit };
	const days = c.peek();
	if (days?.kind === "number" && /^\d+$/.test(days.value) && !["*", "/", "^", "%"].some((s) => c.isSign(s, 1))) {
		c.at++;
		return { by: sign * Number(days.value), unit: "day" };
	}
	c.at--;
	return { by: 0, unit: "day" };
}
