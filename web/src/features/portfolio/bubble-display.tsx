import { useState } from "react";
import type { Attribute, Row } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { Bubbles } from "../../views/bubble/bubble";
import type { View } from "../../views/use-view";
import { BulkActions } from "./bulk-bar";
import type { Moves } from "./use-moves";

type Props = {
	view: View;
	attributes: readonly Attribute[];
	context: FieldContext;
	moves: Moves;
	mayEdit: boolean;
	onOpen: (row: Row) => void;
};

const nobody: ReadonlySet<string> = new Set();

// BubbleDisplay is the list as bubbles; those that are picked are changed together,
// as lines of the grid are.
export function BubbleDisplay({ view, attributes, context, moves, mayEdit, onOpen }: Props) {
	const [chosen, setChosen] = useState<{ ids: ReadonlySet<string>; rows: readonly Row[] }>({ ids: nobody, rows: [] });
	const drop = () => setChosen({ ids: nobody, rows: [] });
	return (
		<>
			<Bubbles
				query={view.query}
				bubble={view.state.bubble}
				attributes={attributes}
				context={context}
				chosen={chosen.ids}
				onChoose={(ids, rows) => setChosen({ ids, rows: rows.filter((row) => ids.has(row.id)) })}
				onChange={(bubble) => view.change({ bubble })}
				onOpen={onOpen}
			/>
			<BulkActions
				{...{ view, moves, mayEdit, drop }}
				attributes={attributes}
				count={chosen.ids.size}
				read={async () => [...chosen.rows]}
				some={() => chosen.ids.size > 0}
				onMerged={drop}
			/>
		</>
	);
}
