import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Problem } from "../../api/problem";
import { largestPlan, useForeseenPlan, type Wanted } from "../../data/plan-transfer";
import { useProject } from "../../data/projects";
import { formatBytes } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { FileDrop } from "../../ui/drop-zone";
import { FormError } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { PageFrame } from "../../ui/page";
import { Progress } from "../../ui/progress";
import { ErrorState } from "../../ui/states";
import styles from "./import.module.css";
import { Report } from "./import-report";

const kinds = [".xml", ".xer", ".xlsx", ".csv", ".txt"];

// ImportPage brings the plan of a file into a project: what would come stands there
// first, with each date that would be another one than in the file.
export default function ImportPage() {
	const t = useT();
	const { id = "" } = useParams({ strict: false }) as { id?: string };
	const project = useProject(id);
	const [file, setFile] = useState<File | null>(null);
	const name = String(project.data?.name ?? "");
	if (project.error) return <ErrorState level={1} error={project.error} onRetry={() => void project.refetch()} />;
	return (
		<PageFrame title={t("planImport.title")} of={name} lead={file ? name : t("planImport.lead", { project: name })}>
			{file ? (
				<Chosen key={file.name + file.lastModified} project={id} file={file} onLeave={() => setFile(null)} />
			) : (
				<div className={styles.drop}>
					<FileDrop title={t("planImport.drop")} help={t("planImport.dropHelp")} accept={kinds} onFile={setFile} />
					<dl className={styles.forms}>
						{(["mspdi", "xer", "table"] as const).map((form) => (
							<div key={form}>
								<dt>{t(`planImport.forms.${form}`)}</dt>
								<dd>{t(`planImport.forms.${form}How`)}</dd>
							</div>
						))}
					</dl>
				</div>
			)}
		</PageFrame>
	);
}

type Props = { project: string; file: File; onLeave: () => void };

function Chosen({ project, file, onLeave }: Props) {
	const t = useT();
	const navigate = useNavigate();
	const heading = useRef<HTMLHeadingElement>(null);
	const [wanted, setWanted] = useState<Wanted>({ dates: "keep", key_dates: "keep", part: 1, fields: {} });
	useEffect(() => heading.current?.focus(), []);
	return (
		<>
			<header className={styles.file}>
				<span className={styles.mark}>
					<Icon name="file" size={20} />
				</span>
				<h2 ref={heading} tabIndex={-1} className={styles.fileName}>
					{file.name}
				</h2>
				<span className={styles.quiet}>{formatBytes(file.size)}</span>
				<IconButton icon="close" label={t("import.file.other")} onPress={onLeave} small />
			</header>
			{file.size > largestPlan ? (
				<div className={styles.refused}>
					<FormError error={new Problem(413, { detail: t("planImport.tooLarge") })} />
				</div>
			) : (
				<Foreseen
					{...{ project, file, wanted }}
					onWant={(change) => setWanted((now) => ({ ...now, ...change }))}
					onDone={() => void navigate({ to: `/project/${project}/plan` })}
				/>
			)}
		</>
	);
}

type ForeseenProps = {
	project: string;
	file: File;
	wanted: Wanted;
	onWant: (change: Partial<Wanted>) => void;
	onDone: () => void;
};

function Foreseen({ project, file, wanted, onWant, onDone }: ForeseenProps) {
	const t = useT();
	const found = useForeseenPlan(project, file, wanted);
	if (found.error) {
		return (
			<div className={styles.refused}>
				<FormError error={found.error} />
				<p className={styles.quiet}>{t("planImport.refused")}</p>
			</div>
		);
	}
	if (!found.data) {
		return (
			<div className={styles.refused}>
				<Progress label={t("planImport.reading")} />
			</div>
		);
	}
	return (
		<Report
			{...{ project, file, wanted, onWant, onDone }}
			report={found.data}
			isStale={found.isPlaceholderData}
			onAgain={() => void found.refetch()}
		/>
	);
}
