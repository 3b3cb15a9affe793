//! What a file is when it is no table of text: each kind by its first bytes, so that nobody is told of a column `PK…`.

/// Of so many bytes at the beginning a file's kind is judged.
const LOOKED_AT: usize = 4096;

/// What a file is, and what to do; `None` when it may be a table. `is_wide` says that it is UTF-16, which is full of zeros.
pub(crate) fn no_table(start: &[u8], is_wide: bool) -> Option<(&'static str, &'static str)> {
    let start = &start[..start.len().min(LOOKED_AT)];
    if let Some(found) = by_magic(start) {
        return Some(found);
    }
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    if let Some(found) = by_words(text) {
        return Some(found);
    }
    (!is_wide && is_binary(start)).then_some(("no text, but a file of a program", EXPORT))
}

const EXPORT: &str = "export a CSV file (text with columns) and import that";
const WORKBOOK: &str = "save the sheet as CSV (\"CSV UTF-8\") and import that file";
const UNPACK: &str = "unpack it and import the CSV file in it";

fn by_magic(start: &[u8]) -> Option<(&'static str, &'static str)> {
    let has = |part: &[u8]| memchr::memmem::find(start, part).is_some();
    match start {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Some(if has(b"opendocument") {
            ("an OpenDocument workbook", WORKBOOK)
        } else if has(b"word/") || has(b"ppt/") {
            ("an Office document", EXPORT)
        } else if has(b"xl/") || has(b"[Content_Types].xml") || has(b"_rels/") {
            ("an Excel workbook", WORKBOOK)
        } else {
            ("a ZIP archive", UNPACK)
        }),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            Some(("an old Excel workbook (or another Office document)", WORKBOOK))
        }
        [0x1F, 0x8B, ..] => Some(("compressed with gzip", UNPACK)),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, ..] => Some(("compressed with bzip2", UNPACK)),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => Some(("compressed with xz", UNPACK)),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(("compressed with zstd", UNPACK)),
        [b'7', b'z', 0xBC, 0xAF, ..] | [b'R', b'a', b'r', b'!', 0x1A, ..] => Some(("an archive", UNPACK)),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(("a PDF document", EXPORT)),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            Some(("a picture", EXPORT))
        }
        [b'P', b'A', b'R', b'1', ..] => Some(("a Parquet file", EXPORT)),
        [b'S', b'Q', b'L', b'i', b't', b'e', b' ', b'f', ..] => Some(("an SQLite database", EXPORT)),
        _ => None,
    }
}

/// Texts that are no tables, whatever their name says: many programs write web pages and call them `.xls`.
fn by_words(text: &[u8]) -> Option<(&'static str, &'static str)> {
    let begins =
        |word: &str| text.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word.as_bytes()));
    if ["<!doctype html", "<html", "<table", "<head", "<body"].iter().any(|word| begins(word)) {
        return Some(("a web page (HTML)", "open it in a spreadsheet, save it as CSV and import that file"));
    }
    if begins("<?xml") {
        return Some(("an XML file", "open it in a spreadsheet, save it as CSV and import that file"));
    }
    let rest = |mark: u8| text.strip_prefix(&[mark]).map(<[u8]>::trim_ascii_start);
    let is_json = rest(b'{').is_some_and(|rest| rest.starts_with(b"\""))
        || rest(b'[').is_some_and(|rest| rest.starts_with(b"{"));
    is_json.then_some(("a JSON file", EXPORT))
}

/// Control characters that no text has, one in ten bytes or more. Zero bytes are not counted: a table can be full of them, and
/// each costs its row only.
fn is_binary(start: &[u8]) -> bool {
    let is_text = |byte: u8| byte == 0 || byte >= 0x20 || matches!(byte, 0x09..=0x0D | 0x1A | 0x1B);
    let is_odd = |byte: &&u8| !is_text(**byte);
    start.len() >= 16 && start.iter().filter(is_odd).count() * 10 >= start.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_named() {
        let cases: [(&[u8], &str); 16] = [
            (b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml", "Excel workbook"),
            (b"PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument"),
            (b"PK\x03\x04\x14\0\0\0\x08\0contacts.csv", "ZIP"),
            (b"PK\x05\x06\0\0\0\0", "ZIP"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old Excel"),
            (b"\x1F\x8B\x08\0\0\0\0\0", "gzip"),
            (b"BZh91AY&SY", "bzip2"),
            (b"\xFD7zXZ\0\0", "xz"),
            (b"\x28\xB5\x2F\xFD\0", "zstd"),
            (b"7z\xBC\xAF\x27\x1C", "archive"),
            (b"%PDF-1.7\n", "PDF"),
            (b"\x89PNG\r\n\x1A\n", "picture"),
            (b"\xEF\xBB\xBF\n<HTML><body>", "web page"),
            (b"<?xml version=\"1.0\"?>", "XML"),
            (b"[ {\"key\": 1}]", "JSON"),
            (b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0", "no text"),
        ];
        for (start, part) in cases {
            let (what, _) = no_table(start, false).unwrap_or_else(|| panic!("{part}"));
            assert!(what.contains(part), "{what}: {part}");
        }
    }

    #[test]
    fn tables_are_tables_whatever_their_first_words() {
        for text in [
            "PK,name\n1,A\n",
            "key,<b>\n",
            "{id},name\n",
            "[id];name\n",
            "%PDF;x\n",
            "a\0b,name\n1,\0\n3,aaaaaaaaaaaaaaaaaa\n",
        ] {
            assert_eq!(no_table(text.as_bytes(), false), None, "{text}");
        }
        assert_eq!(no_table(b"k\0e\0y\0,\0n\0a\0m\0e\0\n\0", true), None);
    }
}
