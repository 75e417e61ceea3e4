import { useMemo } from "react";
import { useAttributes } from "../../data/catalogue";
import { useToday } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { ToolBar } from "./arrange-bar";
import { Canvas } from "./canvas";
import { nowhere, ofOne } from "./links";
import type { Block, Stored } from "./model";
import { type Page, PageProvider } from "./reading";
import styles from "./summary.module.css";

type Props = {
	blocks: readonly Stored[];
	// project: the one whose figures the blocks show; null for none
	project: { id: string; name: string } | null;
	onDone: (blocks: readonly Stored[]) => void;
	onEnd: () => void;
};

const none: readonly Block[] = [];

// LaidOut arranges the summary that a template gives its projects, as the page of a
// project is arranged.
export function LaidOut({ blocks, project, onDone, onEnd }: Props) {
	const t = useT();
	const today = useToday();
	const attributes = useAttributes().data ?? [];
	const id = project?.id ?? nowhere;
	const page: Page = useMemo(
		() => ({ reading: ofOne(id, "", ""), compared: null, today, arranging: true }),
		[id, today],
	);
	return (
		<PageProvider value={page}>
			<div className={styles.page} data-arranging>
				<Canvas
					first={blocks}
					attributes={attributes}
					page={none}
					bar={(tools) => (
						<ToolBar
							tools={tools}
							says={project ? t("template.blocks.on", { name: project.name }) : t("template.blocks.onNone")}
							save={t("template.blocks.take")}
							onSave={() => onDone(tools.blocks)}
							onEnd={onEnd}
						/>
					)}
				/>
			</div>
		</PageProvider>
	);
}
