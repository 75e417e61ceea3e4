import { useEffect, useState } from "react";
import type { Attribute } from "../../api/types";
import { ErrorState, Skeleton } from "../../ui/states";
import { tellError } from "../../ui/toast-store";
import { ArrangeBar } from "./arrange-bar";
import { Canvas } from "./canvas";
import type { Scope, Stored, Summary } from "./model";
import { readLayout, useLayoutWrites } from "./queries";
import { usePage } from "./reading";

type Props = { summary: Summary; attributes: readonly Attribute[]; onEnd: () => void };

// Arranging is the page while its blocks are put elsewhere, by the pointer or the
// keyboard. Nothing is kept until it is said for whom.
export function Arranging({ summary, attributes, onEnd }: Props) {
	const { reading } = usePage();
	const [first, setFirst] = useState<readonly Stored[] | null>(null);
	const [error, setError] = useState<unknown>(null);
	useEffect(() => {
		let gone = false;
		readLayout(reading, "").then(
			(layout) => !gone && setFirst(layout.blocks),
			(e) => !gone && setError(e),
		);
		return () => {
			gone = true;
		};
	}, [reading]);
	if (error) return <ErrorState error={error} />;
	if (!first) return <Skeleton lines={12} />;
	return <Table summary={summary} first={first} attributes={attributes} onEnd={onEnd} />;
}

type TableProps = Props & { first: readonly Stored[] };

function Table({ summary, first, attributes, onEnd }: TableProps) {
	const { reading } = usePage();
	const writes = useLayoutWrites(reading);
	const save = (scope: Scope, blocks: readonly Stored[]) =>
		writes.save.mutate({ scope, blocks }, { onSuccess: onEnd, onError: (e) => tellError(e) });
	const reset = (scope: Scope) => writes.reset.mutate(scope, { onSuccess: onEnd, onError: (e) => tellError(e) });
	return (
		<Canvas
			first={first}
			attributes={attributes}
			page={summary.blocks}
			bar={(tools) => (
				<ArrangeBar
					tools={tools}
					layout={summary.layout}
					one={reading.project !== ""}
					isPending={writes.save.isPending || writes.reset.isPending}
					onSave={(scope) => save(scope, tools.blocks)}
					onReset={reset}
					onEnd={onEnd}
				/>
			)}
		/>
	);
}
