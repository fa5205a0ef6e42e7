/// The style of a report's page: light or dark like the reader's system, light in print.
enum PageStyle {
    static let css = """
        :root { color-scheme: light dark; --back: #ffffff; --text: #1b1f24; --faint: #59636e; --line: #d1d9e0;
          --gain: #1a7f37; --loss: #cf222e; --c0: #0969da; --c1: #8250df; --c2: #bc4c00; --c3: #1b7c83;
          --warn: #fff8c5; }
        @media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #e6edf3; --faint: #9198a1;
          --line: #3d444d; --gain: #3fb950; --loss: #f85149; --c0: #58a6ff; --c1: #bc8cff; --c2: #f0883e;
          --c3: #39c5cf; --warn: #3a2d00; } }
        body { background: var(--back); color: var(--text); font: 15px/1.45 system-ui, sans-serif;
          max-width: 1000px; margin: 2em auto; padding: 0 1em; }
        h1 { font-size: 1.6em; margin-bottom: 0; } h2 { font-size: 1.15em; margin-top: 2em; }
        p.faint, td.faint { color: var(--faint); }
        .warn { background: var(--warn); border: 1px solid var(--line); border-radius: 6px; padding: .7em 1em; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .92em; }
        th, td { text-align: left; padding: .2em .9em .2em 0; border-bottom: 1px solid var(--line); }
        th { font-weight: 600; } .n { text-align: right; font-variant-numeric: tabular-nums; }
        .gain { color: var(--gain); } .loss { color: var(--loss); }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: 6px;
          padding: .7em 1em; }
        svg { width: 100%; height: auto; display: block; } svg text { fill: var(--faint); font-size: 12px; }
        .grid { stroke: var(--line); stroke-width: 1; } .curve { fill: none; stroke-width: 1.6; }
        .s0 { stroke: var(--c0); } .s1 { stroke: var(--c1); } .s2 { stroke: var(--c2); } .s3 { stroke: var(--c3); }
        .k0 { background: var(--c0); } .k1 { background: var(--c1); } .k2 { background: var(--c2); }
        .k3 { background: var(--c3); } .key { display: inline-block; width: .8em; height: .8em; border-radius: 2px;
          margin: 0 .35em 0 1em; }
        .buy { fill: var(--gain); } .sell { fill: var(--loss); }
        @media print { :root { color-scheme: light; --back: #ffffff; --text: #000000; --faint: #444444;
          --line: #bbbbbb; --gain: #1a7f37; --loss: #cf222e; --c0: #0969da; --c1: #8250df; --c2: #bc4c00;
          --c3: #1b7c83; --warn: #ffffff; }
          body { margin: 0; max-width: none; font-size: 11px; } h2 { break-after: avoid; }
          svg, tr { break-inside: avoid; } .wide { overflow: visible; } }
        """
}
