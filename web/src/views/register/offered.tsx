import type { ReactNode } from "react";
import type { Attribute } from "../../api/types";
import { useNewLine } from "../../data/forms";
import { useLineMoves } from "../../data/lifecycles";
import type { RecordKind, RecordRow } from "../../data/registers";
import { useLang } from "../../i18n/use-lang";
import { mayBecome, mayBegin } from "./becoming";
import { specs } from "./kinds";

type Show = (attribute: Attribute) => ReactNode;

type Props = {
	kind: RecordKind;
	row: RecordRow;
	// attribute: the list that says how a line stands
	attribute: Attribute;
	// attributes: all of the register, to name what is missing
	attributes: readonly Attribute[];
	// project: to which a line belongs that is not stored yet
	project?: string;
	show: Show;
	// asked: not before it is looked at
	asked?: boolean;
};

// Offered shows the control of how a line stands, with what it may become now: the moves
// of its type's lifecycle that the person may take, and why not the others. Until it is
// known, and where a line moves freely, all states are offered.
export function Offered({ kind, row, attribute, attributes, project, show, asked = true }: Props) {
	const { t, lang } = useLang();
	const isNew = row.version === 0;
	const moves = useLineMoves(kind, row.id, row.version, asked && !isNew);
	const home = project ? { project } : null;
	const begin = useNewLine(kind, home, String(row[specs[kind].type] ?? ""), asked && isNew);
	if (isNew) return show(mayBegin(attribute, begin.data?.starts ?? []));
	return show(moves.data ? mayBecome(attribute, moves.data, attributes, t, lang) : attribute);
}

// offerMoves is Offered for the cells of a list.
export function offerMoves(kind: RecordKind, attributes: readonly Attribute[], project?: string) {
	return (row: RecordRow, attribute: Attribute, show: Show) => (
		<Offered {...{ kind, row, attribute, attributes, project, show }} />
	);
}
