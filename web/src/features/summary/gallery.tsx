import { useMemo, useState } from "react";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Loaded } from "../../ui/states";
import { BlockFrame } from "./block";
import { nowhere } from "./links";
import type { BlockKind, Stored } from "./model";
import { useKinds, usePreview } from "./queries";
import { usePage } from "./reading";
import { RoomProvider } from "./room";
import styles from "./summary.module.css";

type Props = { onAdd: (kind: BlockKind) => void; onClose: () => void };

// Gallery lists what a page can show, each seen at once on the portfolio's own data.
export function Gallery({ onAdd, onClose }: Props) {
	const t = useT();
	const { reading } = usePage();
	const kinds = useKinds(reading);
	const [chosen, setChosen] = useState("");
	const kind = kinds.data?.find((k) => k.kind === chosen) ?? kinds.data?.[0];
	return (
		<Dialog
			title={t("summary.arrange.add")}
			isOpen
			wide
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" isDisabled={!kind} onPress={() => kind && onAdd(kind)}>
						{t("summary.arrange.put")}
					</Button>
				</>
			}
		>
			<Loaded query={kinds} lines={8}>
				{(all) => (
					<div className={styles.gallery}>
						<div className={styles.kinds}>
							{all.map((k) => (
								<button
									key={k.kind}
									type="button"
									className={styles.kind}
									aria-pressed={k.kind === kind?.kind}
									onClick={() => setChosen(k.kind)}
								>
									<strong>{k.label}</strong>
									<span>{k.help}</span>
								</button>
							))}
						</div>
						{kind && <Preview kind={kind} />}
					</div>
				)}
			</Loaded>
		</Dialog>
	);
}

function Preview({ kind }: { kind: BlockKind }) {
	const { reading } = usePage();
	const blocks = useMemo((): Stored[] => {
		const { w, h, settings } = kind;
		return [{ id: "preview", kind: kind.kind, title: { en: "", fr: "" }, settings, x: 0, y: 0, w, h }];
	}, [kind]);
	const read = usePreview(reading, blocks);
	if (reading.project === nowhere) return null;
	return (
		<div className={styles.preview} inert>
			<Loaded query={read} lines={6}>
				{(summary) => {
					const block = summary.blocks[0];
					return (
						<RoomProvider value={kind.h}>{block?.kind === kind.kind && <BlockFrame block={block} />}</RoomProvider>
					);
				}}
			</Loaded>
		</div>
	);
}
