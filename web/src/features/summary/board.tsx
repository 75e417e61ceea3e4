import type { CSSProperties, ReactNode, Ref } from "react";
import { inOrder } from "../../engine/layout12/place";
import { useNarrow } from "../../ui/use-narrow";
import { BlockFrame } from "./block";
import type { Block } from "./model";
import { gap, RoomProvider, rowHeight } from "./room";
import styles from "./summary.module.css";

type Props = {
	blocks: readonly Block[];
	// tools: what stands beside the title of a block, and around it, while it is arranged
	tools?: (block: Block) => ReactNode;
	around?: (block: Block) => ReactNode;
	held?: string;
	at?: Ref<HTMLDivElement>;
};

// Board puts the blocks on twelve columns, in the order one reads them, on the
// screen as on paper; on a phone they follow one another.
export function Board({ blocks, tools, around, held, at }: Props) {
	const narrow = useNarrow();
	return (
		<div className={styles.board} ref={at} data-arranging={tools ? true : undefined}>
			{inOrder(blocks).map((b) => (
				<div
					key={b.id}
					className={styles.cell}
					data-block={b.id}
					data-held={b.id === held || undefined}
					style={
						{
							gridColumn: `${b.x + 1} / span ${b.w}`,
							gridRow: `${b.y + 1} / span ${b.h}`,
							"--high": `${b.h * rowHeight + (b.h - 1) * gap}px`,
						} as CSSProperties
					}
				>
					<RoomProvider value={narrow ? b.h + 2 : b.h}>
						<BlockFrame block={b} tools={tools?.(b)} quiet={tools !== undefined} />
					</RoomProvider>
					{around?.(b)}
				</div>
			))}
		</div>
	);
}
