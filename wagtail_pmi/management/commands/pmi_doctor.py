import datetime
import json
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from wagtail_pmi.health import Problem, RegularCommand, problems, regular_commands

LEVELS = {10: "debug", 20: "info", 30: "warning", 40: "error", 50: "critical"}


class Command(BaseCommand):
    help = (
        "Prints the system checks, the commands that must run regularly, and what is late or broken. "
        "Exits with status 1 when a check fails or something is late or broken."
    )
    # It prints them itself.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--grace", type=int, default=60, metavar="MINUTES", help="How late is late; default 60.")

    def handle(self, *args: Any, format: str, grace: int, **options: Any) -> None:
        all_checks = run_checks(include_deployment_checks=not settings.DEBUG)
        checks = [check for check in all_checks if not check.is_silenced()]
        commands, found = regular_commands(), problems(datetime.timedelta(minutes=grace))
        wrong = len(found) + sum(check.is_serious(ERROR) for check in checks)
        if format == "json":
            report = {
                "ok": not wrong,
                "checks": [_check(check) for check in checks],
                "commands": [asdict(command) for command in commands],
                "problems": [asdict(problem) for problem in found],
            }
            self.stdout.write(json.dumps(report, cls=DjangoJSONEncoder, indent=2))
        else:
            self._write("Checks", [_check_text(check) for check in checks])
            self._write("Commands to run regularly", [_command_text(command) for command in commands])
            self._write("Late or broken", [_problem_text(problem) for problem in found])
        if wrong:
            raise CommandError(f"Something needs doing: {wrong} of the above.", returncode=1)

    def _write(self, heading: str, lines: list[str]) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(heading))
        for line in lines or ["Nothing."]:
            self.stdout.write(f"  {line}")


def _check(check: CheckMessage) -> dict[str, Any]:
    return {"id": check.id, "level": LEVELS[check.level], "message": check.msg, "hint": check.hint}


def _check_text(check: CheckMessage) -> str:
    return f"{LEVELS[check.level]}: {check.msg} ({check.id})" + (f"\n    {check.hint}" if check.hint else "")


def _command_text(command: RegularCommand) -> str:
    last = command.last_effect
    effect = f"last changed something on {last:%Y-%m-%d at %H:%M %Z}" if last else "has not changed anything yet"
    return f"{command.name}, {command.every}: {command.purpose}; {effect}"


def _problem_text(problem: Problem) -> str:
    names = ", ".join(problem.examples) + (", …" if problem.count > len(problem.examples) else "")
    return f"{problem.count} {problem.what}: {names}\n    {problem.cure}"
