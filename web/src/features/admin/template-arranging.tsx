import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../api/client";
import type { List, Named } from "../../api/types";
import { keys } from "../../data/query-keys";
import { Skeleton } from "../../ui/states";
import { LaidOut } from "../summary/laid-out";
import { linesOf, type Says, withLines } from "./template-draft";
import { blockOf, inReadingOrder, lineOf } from "./template-layout";

type Props = {
	says: Says;
	// project: on which it is shown; the first that fits where none is chosen
	project: Named | null;
	onChange: (says: Says) => void;
	onEnd: () => void;
};

// TemplateArranging arranges the summary that a template gives; what was arranged is then
// part of what is to be saved.
export function TemplateArranging({ says, project, onChange, onEnd }: Props) {
	const fitting = useQuery({
		queryKey: [...keys.projects, "first", says.type],
		queryFn: ({ signal }) =>
			api
				.get<List<Named>>(
					"/projects",
					{ limit: 1, filter: says.type ? `type = "${says.type}"` : "", fields: "name", sort: "-updated" },
					signal,
				)
				.then((l) => l.items[0] ?? null),
		enabled: !project,
		retry: false,
	});
	const blocks = useMemo(() => inReadingOrder(linesOf(says, "dashboard")).map(blockOf), [says]);
	if (!project && fitting.isPending) return <Skeleton lines={12} />;
	return (
		<LaidOut
			blocks={blocks}
			project={project ?? fitting.data ?? null}
			onDone={(all) => {
				onChange(withLines(says, "dashboard", all.map(lineOf)));
				onEnd();
			}}
			onEnd={onEnd}
		/>
	);
}
