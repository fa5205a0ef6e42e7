#!/usr/bin/env bash
# Every target may import only what docs/architecture.md allows it; Foundation and NIO only where they are named. The
# program itself links FoundationEssentials only: Foundation brings 40 MB of Unicode tables along.
set -euo pipefail
cd "$(dirname "$0")/.."

declare -A allowed=(
    [Notation]=""
    [CivilTime]="Notation"
    [Indicators]=""
    [MarketFiles]="CivilTime Notation"
    [Report]="CivilTime Notation"
    [CLuaHost]="CLua"
    [LuaBridge]="CLua CLuaHost Notation"
    [WireSchema]=""
    [ibscript-gen]="WireSchema ArgumentParser Foundation"
    [TWSWire]=""
    [TWSSession]="TWSWire DequeModule"
    [TWSTransport]="TWSSession TWSWire NIOCore NIOPosix Logging"
    [Trading]="CivilTime Notation TWSWire"
    [SimExchange]="MarketFiles Notation TWSWire HeapModule"
    [Store]="CSQLite Notation Trading TWSWire FoundationEssentials"
    [ScriptCheck]="Notation"
    [ScriptHeader]="CivilTime MarketFiles Notation TWSWire Trading ScriptCheck TOMLKit"
    [ScriptHost]="CivilTime Indicators LuaBridge Notation TWSWire Trading ScriptCheck ScriptHeader DequeModule"
    [ScriptRuntime]="CBuildStamp CSandbox CivilTime LuaBridge MarketFiles Notation Report ScriptCheck ScriptHost ScriptHeader SimExchange Store TWSTransport TWSSession TWSWire Trading DequeModule HeapModule NIOCore NIOPosix Logging FoundationEssentials"
    [RandomTesting]=""
    [RuntimeTesting]="ScriptHost ScriptRuntime TWSSession TWSWire Trading"
    [ibscript]="ScriptRuntime ArgumentParser"
)
status=0
for target in "${!allowed[@]}"; do
    [ -d "Sources/$target" ] || continue
    while IFS=: read -r file line module; do
        case " ${allowed[$target]} Glibc Synchronization Dispatch " in
        *" $module "*) ;;
        *) echo "$file:$line: $target may not import $module" >&2; status=1 ;;
        esac
    done < <(grep -rnoE '^(public |package |internal |private |fileprivate )?import (struct |func |enum |class )?[A-Za-z_]+' "Sources/$target" --include='*.swift' |
        sed -E 's/^([^:]+:[0-9]+):.*import (struct |func |enum |class )?/\1:/')
done
exit $status
