//! What typst sees: one document of ours, one file of data, the fonts of this crate; no other file, no network, no clock.

use std::sync::LazyLock;

use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{PaperError, fonts};

const DOCUMENT: &str = include_str!("paper.typ");

/// Results of typst that no paper has used for so many papers are forgotten.
const KEPT_FOR: usize = 2;

/// What all papers share.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    document: Source,
    data: FileId,
}

static PRESS: LazyLock<Option<Press>> = LazyLock::new(|| {
    let id = |path| Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern());
    Some(Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(fonts::all())),
        document: Source::new(id("/paper.typ")?, DOCUMENT.to_owned()),
        data: id("/paper.json")?,
    })
});

struct Paper {
    press: &'static Press,
    data: Bytes,
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.press.document.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(self.press.document.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::all().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The sheet as PDF.
pub fn print(sheet: Vec<u8>, key: &str) -> Result<Vec<u8>, PaperError> {
    let press = PRESS.as_ref().ok_or_else(|| PaperError::Layout(String::from("the document has no path")))?;
    let paper = Paper { press, data: Bytes::new(sheet) };
    let document = typst::compile::<PagedDocument>(&paper).output.map_err(|errors| problem(&errors))?;
    // A character that no font has, such as an emoji, is no reason to withhold the figures: the paper is only less strict.
    let bytes = export(&document, key, &[PdfStandard::Ua_1])
        .or_else(|_| export(&document, key, &[]))
        .map_err(|errors| problem(&errors));
    comemo::evict(KEPT_FOR);
    bytes
}

fn export(
    document: &PagedDocument,
    key: &str,
    standards: &[PdfStandard],
) -> Result<Vec<u8>, Vec<SourceDiagnostic>> {
    let options = PdfOptions {
        ident: Smart::Custom(format!("bareme-{key}")),
        creator: Smart::Custom(Some(String::from("Bareme"))),
        standards: PdfStandards::new(standards).unwrap_or_default(),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| errors.into_iter().collect())
}

fn problem(errors: &[SourceDiagnostic]) -> PaperError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PaperError::Layout(messages.join("; "))
}
