import type { DesktopSize } from './desktop.ts';

export const backgroundColor = '#33526e';

/** A bar along the bottom: open windows at the left, tray and clock at the right. */
export function tint2Config(size: DesktopSize): string {
  return `
rounded = 0
border_width = 0
background_color = #1c2530 100
border_color = #1c2530 100

rounded = 4
border_width = 0
background_color = #ffffff 10
border_color = #ffffff 0

panel_items = TSC
panel_position = bottom center horizontal
panel_size = ${size.width} 34
panel_margin = 0 0
panel_padding = 8 0 8
panel_background_id = 1
wm_menu = 1
panel_layer = top
strut_policy = follow_size

taskbar_mode = single_desktop
taskbar_padding = 0 3 4
task_text = 1
task_icon = 0
task_maximum_size = 220 28
task_padding = 10 3
task_font = DejaVu Sans 9
task_font_color = #e8eef4 100
task_background_id = 2
task_active_background_id = 2

systray_padding = 6 4 10
systray_background_id = 0
systray_sort = ascending
systray_icon_size = 22

time1_format = %H:%M
time1_font = DejaVu Sans 10
clock_font_color = #e8eef4 100
clock_padding = 6 0
clock_background_id = 0
`;
}

/**
 * Notifications at the top right; a click is the notification's own action, as on the usual desktops. Whatever appears on
 * the screen is also told to a script, because dunst itself only lists what was closed.
 */
export const dunstConfig = (script: string): string => `
[global]
    origin = top-right
    offset = 16x16
    width = (280, 380)
    height = 240
    notification_limit = 5
    gap_size = 8
    padding = 14
    horizontal_padding = 16
    frame_width = 1
    frame_color = "#5c7b99"
    separator_color = frame
    corner_radius = 6
    font = DejaVu Sans 10
    markup = full
    format = "<b>%s</b>\\n%b"
    show_age_threshold = -1
    word_wrap = yes
    icon_position = left
    min_icon_size = 32
    max_icon_size = 48
    history_length = 100
    sticky_history = yes
    mouse_left_click = do_action, close_current
    mouse_right_click = close_current
    show_indicators = no
    dmenu = /bin/true
    always_run_script = true

[urgency_low]
    background = "#1c2530"
    foreground = "#e8eef4"
    timeout = 20

[urgency_normal]
    background = "#1c2530"
    foreground = "#e8eef4"
    timeout = 20

[urgency_critical]
    background = "#1c2530"
    foreground = "#ffffff"
    frame_color = "#e0a030"
    timeout = 0

[tell]
    summary = "*"
    script = ${script}
`;

/** Appends one record for each notification that is shown. Fields end with 1F, records with 1E: texts hold neither. */
export const tellScript = (file: string): string => `#!/bin/sh
printf '%s\\037%s\\037%s\\037%s\\037%s\\036' "$DUNST_ID" "$DUNST_APP_NAME" "$DUNST_SUMMARY" "$DUNST_BODY" "$DUNST_URGENCY" >> '${file}'
`;

/** One family of fonts, drawn in one way, whatever else is installed: pictures of two machines can be compared. */
export function fontConfig(cacheDir: string): string {
  const constants = { antialias: 'true', hinting: 'true', hintstyle: 'hintslight', rgba: 'none', lcdfilter: 'lcdnone' };
  const edits = Object.entries(constants).map(([name, value]) => {
    const typed = value === 'true' ? `<bool>${value}</bool>` : `<const>${value}</const>`;
    return `<edit name="${name}" mode="assign">${typed}</edit>`;
  });
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>/usr/share/fonts/truetype/dejavu</dir>
<cachedir>${cacheDir}</cachedir>
<match target="pattern">
<test name="family" compare="not_eq"><string>monospace</string></test>
<edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit>
</match>
<match target="pattern">
<test name="family"><string>monospace</string></test>
<edit name="family" mode="assign" binding="strong"><string>DejaVu Sans Mono</string></edit>
</match>
<match target="font">${edits.join('')}</match>
</fontconfig>
`;
}
