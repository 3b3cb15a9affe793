//! Job titles in six languages. The words for each level are those that the shipped model looks for.

use crate::market::{Department, JobLevel, Language};

/// The title of a level and a department; the number chooses among ways to say it. `None` when it is not known.
pub(crate) fn title(
    level: JobLevel,
    department: Department,
    language: Language,
    variant: usize,
) -> Option<String> {
    let forms = forms(level, language);
    let form = forms.get(variant % forms.len().max(1))?;
    Some(form.replace("{}", field(department, language)))
}

/// Ways to say a level; `{}` stands for the department.
const fn forms(level: JobLevel, language: Language) -> &'static [&'static str] {
    match level {
        JobLevel::Unknown => &[],
        JobLevel::Chief => match language {
            Language::French => &["Directeur général", "Directrice générale", "Directeur général adjoint {}"],
            Language::German => &["Geschäftsführer", "Geschäftsführerin", "Geschäftsführer {}"],
            Language::English => &["Chief Executive Officer", "Chief {} Officer", "Chief Operating Officer"],
            Language::Spanish => &["Director general", "Directora general"],
            Language::Italian => &["Amministratore delegato", "Amministratrice delegata"],
            Language::Dutch => &["Algemeen directeur"],
        },
        JobLevel::Director => match language {
            Language::French => &["Directeur {}", "Directrice {}", "Directrice adjointe {}"],
            Language::German => &["Leiter {}", "Leiterin {}", "Bereichsleiter {}"],
            Language::English => &["Director of {}", "Head of {}", "Vice President {}"],
            Language::Spanish => &["Director de {}", "Directora de {}"],
            Language::Italian => &["Direttore {}", "Direttrice {}"],
            Language::Dutch => &["Directeur {}", "Hoofd {}"],
        },
        JobLevel::Manager => match language {
            Language::French | Language::Spanish => &["Responsable {}", "Manager {}"],
            Language::German => &["Manager {}", "Managerin {}"],
            Language::English => &["{} Manager", "Senior {} Manager"],
            Language::Italian => &["Responsabile {}", "Manager {}"],
            Language::Dutch => &["Manager {}", "Teammanager {}"],
        },
        JobLevel::Specialist => match language {
            Language::French => &["Ingénieur {}", "Analyste {}", "Chargée de mission {}"],
            Language::German => &["Spezialist {}", "Referentin {}"],
            Language::English => &["{} Specialist", "{} Analyst", "{} Engineer"],
            Language::Spanish => &["Analista de {}", "Técnica de {}"],
            Language::Italian => &["Analista {}", "Tecnico {}"],
            Language::Dutch => &["Specialist {}", "Medewerker {}"],
        },
        JobLevel::Student => match language {
            Language::French => &["Étudiante", "Étudiant", "Stagiaire {}"],
            Language::German => &["Studentin", "Werkstudent {}"],
            Language::English => &["Student", "Intern, {}"],
            Language::Spanish => &["Estudiante"],
            Language::Italian => &["Studente", "Studentessa"],
            Language::Dutch => &["Student", "Stagiair {}"],
        },
    }
}

/// The department as a title names it.
const fn field(department: Department, language: Language) -> &'static str {
    match (department, language) {
        (Department::It, Language::French) => "des systèmes d'information",
        (Department::It, Language::Spanish) => "sistemas",
        (Department::It, Language::Italian) => "sistemi informativi",
        (Department::It, _) => "IT",
        (Department::Operations, Language::French) => "des opérations",
        (Department::Operations, Language::German) => "Produktion",
        (Department::Operations, Language::Spanish) => "operaciones",
        (Department::Operations, Language::Italian) => "operazioni",
        (Department::Operations, _) => "Operations",
        (Department::Finance, Language::French) => "des finances",
        (Department::Finance, Language::German) => "Finanzen",
        (Department::Finance, Language::Spanish) => "finanzas",
        (Department::Finance, Language::Italian) => "finanza",
        (Department::Finance, _) => "Finance",
        (Department::Marketing, Language::French) => "du marketing",
        (Department::Marketing, _) => "Marketing",
        (Department::HumanResources, Language::French) => "des ressources humaines",
        (Department::HumanResources, Language::German) => "Personal",
        (Department::HumanResources, Language::Spanish) => "recursos humanos",
        (Department::HumanResources, Language::Italian) => "risorse umane",
        (Department::HumanResources, _) => "Human Resources",
        (Department::Purchasing, Language::French) => "des achats",
        (Department::Purchasing, Language::German) => "Einkauf",
        (Department::Purchasing, Language::Spanish) => "compras",
        (Department::Purchasing, Language::Italian) => "acquisti",
        (Department::Purchasing, _) => "Procurement",
        (Department::Research, Language::French) => "de la recherche",
        (Department::Research, Language::German) => "Forschung",
        (Department::Research, Language::Spanish) => "investigación",
        (Department::Research, Language::Italian) => "ricerca",
        (Department::Research, _) => "Research",
    }
}
