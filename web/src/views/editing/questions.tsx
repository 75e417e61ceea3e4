import { lazy, Suspense, useEffect, useState } from "react";
import { type Question, type Reply, setAsker } from "../../data/questions";

const Dialog = lazy(() => import("./question-dialog").then((m) => ({ default: m.QuestionDialog })));

type Open = { question: Question; answer: (reply: Reply) => void };

// Questions puts what is doubtful to the person before it is written. One
// question stands at a time; the others wait for their turn.
export function Questions() {
	const [open, setOpen] = useState<Open[]>([]);
	useEffect(() => {
		setAsker((question) => new Promise((answer) => setOpen((old) => [...old, { question, answer }])));
		return () => setAsker(null);
	}, []);
	const [first] = open;
	if (!first) return null;
	const close = (reply: Reply) => {
		setOpen((old) => old.slice(1));
		first.answer(reply);
	};
	return (
		<Suspense>
			<Dialog question={first.question} onAnswer={close} />
		</Suspense>
	);
}
